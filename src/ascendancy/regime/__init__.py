"""The elite, month by month: one submodel a file, composed in :mod:`ascendancy.regime.month`."""
