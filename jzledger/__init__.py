"""jzledger: the register of a city's key projects, their issues and their deadlines."""

__version__ = "0.1.0"
