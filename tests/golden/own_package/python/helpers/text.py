def shout(text: str, times: int = 1) -> str:
    """Shouts."""
    return text.upper() * times
