# Run by sh whenever new certificates have come to tls/.
set -eu
cat tls/server.crt tls/intermediate.crt > tls/fullchain.crt
chmod 600 tls/server.key
