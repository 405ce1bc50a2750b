# A shop's bill in shell: twenty commits since release 1.0, and one of them broke it.

day=0
step() {
    day=$((day + 1))
    at "2024-04-$((day / 10))$((day % 10))T09:15"
    git commit --quiet -a -m "$1"
}
article() {
    printf '%s;%s\n' "$1" "$2" >> articles.txt
    step "Sell $1"
}
change() {
    sed "$1" bill.sh > bill.new
    mv bill.new bill.sh
}

as Colleague
cat > bill.sh <<'END'
# What an order costs, in cents:  sh bill.sh PRICE PIECES
price=$1
pieces=$2

goods=$((price * pieces))
if [ "$pieces" -ge 10 ]; then
    goods=$((goods - goods / 10))
fi

shipping=490
if [ "$goods" -ge 5000 ]; then
    shipping=0
fi

echo $((goods + shipping))
END
cat > check.sh <<'END'
# Does a bill come out right?  0: yes.  1: no.  125: this version does not run at all, so nobody can tell.
said=$(sh bill.sh 520 10 2>/dev/null) || exit 125
if [ "$said" != 5170 ]; then
    echo "ten pieces at 5.20: $said cents instead of 5170"
    exit 1
fi
echo 'the bill is right'
END
printf 'tea pot;2400\n' > articles.txt
git add .
step 'Make out a bill'
git tag v1.0

article 'tea cup' 520
change '1s/PIECES/PIECES [wrap]/
s/^shipping=490$/if [ "${3:-}" = wrap ]; then\
    goods=$((goods + 250))\
fi\
\
shipping=490/'
step 'Wrap presents'
printf 'A bill is made out by bill.sh. The prices are in articles.txt.\n' > README.txt
git add README.txt
step 'Say what is what'
article 'tea strainer' 480
change 's/^if \[ "\$pieces" -ge 10 \]; then$/if [ "$pieces" -ge 50 ]; then\
    goods=$((goods - goods \/ 5))\
elif [ "$pieces" -ge 10 ]; then/'
step 'Take twenty percent off from fifty pieces on'
article 'tray' 1890
article 'saucer' 310
change 's/^shipping=490$/echo "shipping/'
step 'Begin to speak of shipping'
article 'egg spoon' 140
article 'toast rack' 1680
change 's/^echo "shipping$/shipping=490/'
step 'Speak of shipping another time'
article 'napkin ring' 350
printf 'check.sh looks whether a bill comes out right.\n' >> README.txt
step 'Tell of the check'
change 's/^goods=\$((price \* pieces))$/all=$((price * pieces))\
goods=$all/
s/"\$goods" -ge 5000/"$all" -ge 5000/'
step 'Make the lines easier to read'
article 'cake fork' 290
change '1s/$/\
# Shipping is free from 50.00 on./'
step 'Explain free shipping'
article 'honey pot' 1270
change 's/^echo \$((goods + shipping))$/if [ "$pieces" -ge 100 ]; then\
    shipping=$((shipping + 900))\
fi\
\
echo $((goods + shipping))/'
step 'Send a hundred pieces by carrier'
article 'pepper mill' 2250
article 'bread board' 1990
as Learner
