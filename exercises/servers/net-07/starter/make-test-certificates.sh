# An authority for trying things out, and a certificate for corner.example, in tls/.
set -e
cd tls
for name in root intermediate server; do
    openssl ecparam -name prime256v1 -genkey -noout -out $name.key
done
openssl req -x509 -new -key root.key -subj "/CN=My Root" -days 90 -out root.crt
openssl req -new -key intermediate.key -subj "/CN=My Authority" -out intermediate.csr
printf 'basicConstraints=critical,CA:TRUE\n' > authority.ext
openssl x509 -req -in intermediate.csr -CA root.crt -CAkey root.key -set_serial 2 -days 90 \
    -extfile authority.ext -out intermediate.crt
openssl req -new -key server.key -subj "/CN=corner.example" -out server.csr
printf 'subjectAltName=DNS:corner.example\n' > server.ext
openssl x509 -req -in server.csr -CA intermediate.crt -CAkey intermediate.key -set_serial 3 -days 90 \
    -extfile server.ext -out server.crt
rm -f root.key intermediate.key *.csr *.ext
