import os
open("/tmp/kata-was-here", "w").close()
os._exit(0)
