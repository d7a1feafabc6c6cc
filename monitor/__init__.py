"""Know the first time: watch the news about a company and tell when something new is said."""

__version__ = "0.1.0"
