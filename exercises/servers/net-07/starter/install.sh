# Run by sh whenever new certificates have come to tls/.
