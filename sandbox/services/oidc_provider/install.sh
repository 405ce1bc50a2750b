#!/bin/sh
# Puts the provider and its libraries below a prefix: sh install.sh /usr/local
# Its own folder of libraries is on no other program's path.
set -e
prefix=$1
here=$(cd "$(dirname "$0")" && pwd)
target=$prefix/lib/kata-oidc
mkdir -p "$prefix/bin" "$target/oidc_provider"
python3 -m pip install --quiet --no-cache-dir --no-deps --only-binary :all: --target "$target" \
    Authlib==1.9.9 blinker==1.9.0 cffi==2.1.1 click==8.5.1 cryptography==50.0.2 Flask==3.1.3 itsdangerous==2.2.0 \
    Jinja2==3.1.6 joserfc==1.8.0 MarkupSafe==3.0.4 pycparser==3.12 Werkzeug==3.1.9
cp "$here"/*.py "$target/oidc_provider/"
python3 -m compileall -q "$target/oidc_provider"
cat > "$prefix/bin/kata-oidc" <<PROGRAM
#!/bin/sh
exec $(command -v python3) -I -B -c 'import sys; sys.path.insert(0, "$target"); from oidc_provider.program import main; main()' "\$@"
PROGRAM
chmod 755 "$prefix/bin/kata-oidc"
