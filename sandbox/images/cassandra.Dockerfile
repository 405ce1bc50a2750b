# @title@: the server from its Maven artifact, on a Java runtime that holds what it needs, with the classes that it
# loads in an archive and its system keyspaces made.
FROM @parent@ AS make

USER root
COPY ca-bundle.pem /tmp/
# A package expects the folder of the manual pages, which the base image has no use for.
RUN apt-get update \
 && mkdir -p /usr/share/man/man1 \
 && apt-get install -y --no-install-recommends @packages@
RUN jlink --output /opt/java --strip-java-debug-attributes --no-header-files --no-man-pages --add-modules \
java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.management.rmi,java.naming,\
java.net.http,java.rmi,java.scripting,java.security.sasl,java.sql,java.xml,jdk.attach,jdk.crypto.ec,jdk.management,\
jdk.management.agent,jdk.net,jdk.unsupported,jdk.zipfs \
 && /opt/java/bin/java -XX:+UseSerialGC -Xshare:dump
COPY fetch.py jars.txt /tmp/
RUN if [ -s /tmp/ca-bundle.pem ]; then export PIP_CERT=/tmp/ca-bundle.pem SSL_CERT_FILE=/tmp/ca-bundle.pem; fi \
 && python3 /tmp/fetch.py /tmp/jars.txt /opt/cassandra/lib \
 && python3 -m pip install --no-cache-dir --target /tmp/client cassandra-driver==3.30.1
COPY cassandra.yaml java.options logback.xml /opt/cassandra/
COPY start.sh /usr/local/bin/kata-cassandra
COPY ready.sh rehearsal.py /tmp/
# A native library that a server unpacks cannot be run in a sandbox, so the one that it wants is unpacked here.
RUN chmod 755 /usr/local/bin/kata-cassandra \
 && mkdir -p /opt/cassandra/native /opt/cassandra/triggers /usr/local/lib/kata-services \
 && cd /opt/cassandra/native \
 && python3 -m zipfile -e ../lib/jna-5.*.jar /tmp/jna \
 && cp "/tmp/jna/com/sun/jna/linux-$(uname -m | sed 's/x86_64/x86-64/')/libjnidispatch.so" . \
 && echo "-cp $(ls /opt/cassandra/lib/*.jar | tr '\n' ':')" >> ../java.options \
 && chmod 777 /opt/cassandra && install -d -o 1000 -g 1000 /tmp/ready \
 && PYTHONPATH=/tmp/client setpriv --reuid 1000 --regid 1000 --clear-groups \
    sh /tmp/ready.sh /tmp/ready kata-cassandra /tmp/rehearsal.py /opt/cassandra/classes.jsa \
    > /usr/local/lib/kata-services/cassandra.tar \
 && chmod 755 /opt/cassandra && chown root: /opt/cassandra/classes.jsa && chmod 644 /opt/cassandra/classes.jsa \
 && echo "-XX:SharedArchiveFile=/opt/cassandra/classes.jsa" >> ../java.options

FROM @parent@
COPY --from=make /opt/java /opt/java
COPY --from=make /opt/cassandra /opt/cassandra
COPY --from=make /usr/local/bin/kata-cassandra /usr/local/bin/
COPY --from=make /usr/local/lib/kata-services /usr/local/lib/kata-services
# Fails where the archive does not belong to what was copied.
RUN /opt/java/bin/java @/opt/cassandra/java.options -Xshare:on -version
