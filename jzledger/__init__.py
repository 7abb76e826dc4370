"""jzledger: the register of a city's key projects, their issues and their deadlines."""
