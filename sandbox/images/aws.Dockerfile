# @title@. What solutions may import is in a folder of its own, apart from the server's.
FROM @parent@ AS make

USER root
COPY ca-bundle.pem /tmp/
RUN apt-get update \
 && apt-get install -y --no-install-recommends @packages@
RUN if [ -s /tmp/ca-bundle.pem ]; then export PIP_CERT=/tmp/ca-bundle.pem; fi \
 && python3 -m pip install --no-deps --no-cache-dir --no-compile --target /opt/kata/packages \
      boto3==1.44.5 botocore==1.44.5 jmespath==1.1.0 python-dateutil==2.9.0.post0 s3transfer==0.19.3 six==1.17.0 \
      urllib3==2.8.0 \
 && python3 -m pip install --no-deps --no-cache-dir --no-compile --target /opt/moto \
      moto==5.2.5 flask==3.1.3 flask-cors==6.0.5 werkzeug==3.1.9 jinja2==3.1.6 markupsafe==3.0.4 click==8.5.1 \
      blinker==1.9.0 itsdangerous==2.2.0 xmltodict==1.0.4 responses==0.26.3 requests==2.34.2 certifi==2026.10.18 \
      charset-normalizer==3.5.2 idna==3.20 cryptography==50.0.2 cffi==2.1.1 pycparser==3.12 pyyaml==6.0.3 \
      py-partiql-parser==0.6.3
# What is of no service that an exercise has takes two thirds of the room.
RUN cd /opt/kata/packages/botocore/data \
 && for name in *; do case $name in \
      *.json|dynamodb|dynamodbstreams|iam|kms|s3|s3control|sns|sqs|sts) ;; *) rm -r "$name" ;; esac; done \
 && cd /opt/moto/moto \
 && for name in */; do case ${name%/} in \
      core|moto_api|moto_server|utilities|cloudwatch|dynamodb|dynamodbstreams|events|iam|kms|s3|s3bucket_path|s3control|sns|sqs|sts) ;; \
      *) rm -r "$name" ;; esac; done \
 && rm -rf /opt/kata/packages/bin /opt/moto/bin /opt/kata/packages/boto3/examples \
 && python3 -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/kata/packages /opt/moto

FROM @parent@
COPY --from=make /opt/kata /opt/kata
COPY --from=make /opt/moto /opt/moto
COPY serve.py /opt/moto/serve.py
