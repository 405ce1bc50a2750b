# @title@: what every exercise of this image may count on.
FROM @parent@

RUN apt-get update \
 && apt-get install -y --no-install-recommends @packages@ \
 && apt-get clean \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/apt /var/log/dpkg.log \
           /usr/share/doc /usr/share/man /usr/share/locale

RUN groupadd --gid 1000 learner \
 && useradd --uid 1000 --gid 1000 --home-dir /box/home --no-create-home --shell /bin/bash learner \
 && mkdir /box

ENV LANG=C.UTF-8
USER 1000:1000
WORKDIR /box
