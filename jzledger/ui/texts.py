"""Texts of the window. They are written in Chinese; `tr` is the place where another language would come in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator


def tr(text: str) -> str:
    return QCoreApplication.translate("jzledger", text)


def speak_chinese(app: QCoreApplication) -> None:
    """Qt's own words, too: menus of texts, buttons of boxes, calendars, file dialogs. They come with PySide6."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    if app.findChild(QTranslator) is None:
        words = QTranslator(app)
        if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(words)
