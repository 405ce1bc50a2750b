from known.vault import *
