# @title@: without the just-in-time compiler, which is larger than all the rest.
FROM @parent@

USER root
COPY ready.sh /tmp/
RUN apt-get update \
 && mkdir -p /usr/share/man/man1 /usr/share/man/man7 \
 && apt-get install -y --no-install-recommends @packages@ \
 && apt-get clean \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/apt /var/log/dpkg.log \
           /usr/share/doc /usr/share/man /usr/share/locale \
           /var/lib/postgresql/* /usr/lib/postgresql/*/lib/bitcode /usr/lib/postgresql/*/lib/llvmjit* \
           /usr/lib/*/libLLVM* /usr/lib/*/libz3* \
 && ln -s /usr/lib/postgresql/*/bin/postgres /usr/local/bin/ \
 && mkdir -p /usr/local/lib/kata-services \
 && install -d -o 1000 -g 1000 /tmp/ready \
 && setpriv --reuid 1000 --regid 1000 --clear-groups \
    sh /tmp/ready.sh /tmp/ready "$(dirname "$(realpath /usr/local/bin/postgres)")" \
    > /usr/local/lib/kata-services/postgresql.tar \
 && rm -rf /tmp/ready /tmp/ready.sh
USER 1000:1000
