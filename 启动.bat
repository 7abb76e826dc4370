@echo off
setlocal
chcp 65001 >nul
rem Windows 启动脚本：首次运行时建立 .venv 并安装软件包，以后直接打开窗口。
rem 本文件按 script/setup 与 script/run 编写，尚未在 Windows 上试过。
set PYTHONUTF8=1
cd /d "%~dp0"

if exist ".venv\Scripts\python.exe" goto packages
set PYTHON=
for %%v in (3.14 3.13 3.12 3.11) do (
  if not defined PYTHON py -%%v -c "import venv" >nul 2>nul && set PYTHON=py -%%v
)
if not defined PYTHON (
  echo 没有找到 Python 3.11 或更高版本，请从 python.org 安装，安装时勾选 py launcher。
  pause
  exit /b 1
)
%PYTHON% -m venv .venv
if errorlevel 1 goto failed

:packages
fc /b pyproject.toml .venv\pyproject.installed >nul 2>nul
if not errorlevel 1 goto run
echo 正在安装软件包，请稍候……
.venv\Scripts\python.exe -m pip install -q --disable-pip-version-check -e .
if errorlevel 1 goto failed
rem 相对路径：目录名含汉字时 Python 3.11、3.12 读不了 .pth 中的绝对路径。
echo ../../..>.venv\Lib\site-packages\_jzledger.pth
copy /y pyproject.toml .venv\pyproject.installed >nul

:run
.venv\Scripts\python.exe main.py %*
if errorlevel 1 pause
exit /b

:failed
echo 没有装好，请检查网络后再次双击本文件。
pause
exit /b 1
