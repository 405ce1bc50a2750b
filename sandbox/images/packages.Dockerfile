# @title@.
FROM @parent@

USER root
# Some packages expect the folder of the manual pages, which the base image has no use for.
RUN apt-get update \
 && mkdir -p /usr/share/man/man1 \
 && apt-get install -y --no-install-recommends @packages@ \
 && apt-get clean \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/apt /var/log/dpkg.log \
           /usr/share/doc /usr/share/man /usr/share/locale
USER 1000:1000
