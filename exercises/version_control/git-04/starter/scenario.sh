# The bakery's notices: main has moved on while a branch was worked on.

as Colleague
cat > opening.txt <<'END'
Saturday           7:00-13:00
Sunday             closed
Monday             7:00-18:00
Tuesday            7:00-18:00
Wednesday          7:00-18:00
Thursday           7:00-18:00
Friday             7:00-18:00
END
cat > bread.txt <<'END'
bread roll
rye bread
END
at 2024-03-04T09:10
git add .
git commit --quiet -m 'Write down hours and bread'

git switch --quiet --create holidays
as Learner
printf '\nEaster Monday      closed\n' >> opening.txt
at 2024-03-05T10:00
git commit --quiet -a -m 'Add Easter Monday'
printf 'May Day            closed\n' >> opening.txt
at 2024-03-05T10:20
git commit --quiet -a -m 'Add May Day'
printf 'Closed on all public holidays but one:\nwe bake on Ascension Day.\n' > holidays.txt
git add holidays.txt
at 2024-03-05T11:00
git commit --quiet -m 'Explain the holidays'

git switch --quiet main
as Colleague
printf 'pretzel\n' >> bread.txt
at 2024-03-06T08:00
git commit --quiet -a -m 'Offer pretzels'
sed 's/Saturday           7:00-13:00/Saturday           7:00-14:00/' opening.txt > opening.new
mv opening.new opening.txt
at 2024-03-06T09:00
git commit --quiet -a -m 'Stay open longer on Saturday'
as Learner
