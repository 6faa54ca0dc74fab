from typing import Sequence as Sequence
