"""What people type: the command line, the catalogue, the pipeline and the reports."""

__version__ = "0.1.0"
