"""The checks of a case, one idea a file.

Each takes a case as read, whose cells may be None where they could not be read, and yields faults.
"""
