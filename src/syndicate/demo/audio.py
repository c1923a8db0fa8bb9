"""One second of silence, for the podcast's enclosures. Pure."""

import io
import wave
from functools import cache

AUDIO_TYPE = "audio/wav"


@cache
def silence() -> bytes:
    """Return a second of silence as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 8000)
    return out.getvalue()
