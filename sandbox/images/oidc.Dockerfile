# @title@. Its libraries are pinned Python packages, in a folder that is on no other program's path.
FROM @parent@ AS fetch

USER root
COPY ca-bundle.pem /tmp/
COPY provider /tmp/provider
RUN apt-get update \
 && apt-get install -y --no-install-recommends @packages@ \
 && if [ -s /tmp/ca-bundle.pem ]; then export PIP_CERT=/tmp/ca-bundle.pem; fi \
 && sh /tmp/provider/install.sh /usr/local

FROM @parent@
COPY --from=fetch /usr/local/lib/kata-oidc /usr/local/lib/kata-oidc
COPY --from=fetch /usr/local/bin/kata-oidc /usr/local/bin/
