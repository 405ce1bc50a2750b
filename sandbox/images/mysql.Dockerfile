# @title@.
FROM @parent@

USER root
COPY ready.sh /tmp/
RUN apt-get update \
 && mkdir -p /usr/share/man/man1 /usr/share/man/man8 \
 && apt-get install -y --no-install-recommends @packages@ \
 && apt-get clean \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/apt /var/log/dpkg.log \
           /usr/share/doc /usr/share/man /usr/share/locale /var/lib/mysql/* \
 && ln -s /usr/sbin/mariadbd /usr/local/bin/ \
 && mkdir -p /usr/local/lib/kata-services \
 && install -d -o 1000 -g 1000 /tmp/ready \
 && setpriv --reuid 1000 --regid 1000 --clear-groups \
    sh /tmp/ready.sh /tmp/ready /usr/sbin/mariadbd /usr/bin/mariadb-install-db \
    > /usr/local/lib/kata-services/mysql.tar \
 && rm -rf /tmp/ready /tmp/ready.sh
USER 1000:1000
