from typing import Any
SeatMap: Any
