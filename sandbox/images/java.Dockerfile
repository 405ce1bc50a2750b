# @title@: a runtime with the compiler, linked from Debian's development kit and a third of its size.
FROM @parent@ AS make

USER root
# A package expects the folder of the manual pages, which the base image has no use for.
RUN apt-get update \
 && mkdir -p /usr/share/man/man1 \
 && apt-get install -y --no-install-recommends @packages@
RUN jlink --output /opt/java --strip-java-debug-attributes --no-header-files --no-man-pages --add-modules \
java.base,java.compiler,java.logging,java.management,java.naming,java.net.http,java.prefs,java.scripting,java.sql,\
java.sql.rowset,java.xml,java.xml.crypto,jdk.charsets,jdk.compiler,jdk.crypto.ec,jdk.httpserver,jdk.jartool,\
jdk.random,jdk.unsupported,jdk.zipfs
COPY driver /tmp/driver
RUN mkdir -p /usr/local/lib/kata-java /tmp/classes \
 && javac --release 17 -proc:none -g:none -encoding UTF-8 -d /tmp/classes /tmp/driver/*.java \
 && jar --create --no-compress --file /usr/local/lib/kata-java/driver.jar -C /tmp/classes .

FROM @parent@
USER root
COPY --from=make /opt/java /opt/java
COPY --from=make /usr/local/lib/kata-java /usr/local/lib/kata-java
COPY rehearsal.py /tmp/
# The archives hold loaded classes: those of Java, and on top of them those of the compiler and the driver.
RUN ln -s /opt/java/bin/java /opt/java/bin/javac /opt/java/bin/jar /usr/local/bin/ \
 && java -XX:+UseSerialGC -Xshare:dump \
 && python3 /tmp/rehearsal.py java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -XX:ArchiveClassesAtExit=/usr/local/lib/kata-java/driver.jsa \
    -cp /usr/local/lib/kata-java/driver.jar org.kata.driver.Main \
 && chmod 644 /usr/local/lib/kata-java/driver.jsa \
 && rm /tmp/rehearsal.py
USER 1000:1000
