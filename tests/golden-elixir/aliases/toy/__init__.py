from .deep_part.core import Engine, start
from .deep_part import core as motor
