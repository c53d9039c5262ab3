"""Commands of the command line that have grown into files of their own."""
