import json
import os
import struct

NAMES = ["test_all"]


def test_all():
    records = [{"name": f"test_stock.py::{name}", "outcome": "failed", "message": "", "line": 1} for name in NAMES]
    text = json.dumps({"records": records, "errors": []}).encode()
    os.write(4, struct.pack(">I", len(text)) + text)
    os._exit(0)
