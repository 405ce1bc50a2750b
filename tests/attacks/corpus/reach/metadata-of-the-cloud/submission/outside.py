import socket
import urllib.request

PLACES = (
    "http://169.254.169.254/latest/meta-data/",
    "http://169.254.170.2/v2/credentials",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://100.100.100.200/latest/meta-data/",
    "http://168.63.129.16/machine?comp=goalstate",
    "http://192.0.0.192/latest/",
)


def attempts(host):
    return [
        *(lambda place=place: urllib.request.urlopen(place, timeout=0.3).status for place in PLACES),
        lambda: socket.create_connection(("169.254.169.254", 80), timeout=0.3).getpeername(),
    ]


def name():
    return "outside"
