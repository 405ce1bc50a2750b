# A museum's notices. All of main has been pushed: everybody has it.

as Colleague
cat > prices.txt <<'END'
Tickets
  adults             9
  children           4

Groups
  ten or more        7 each

Extras
  audio guide        3
END
cat > hours.txt <<'END'
Tuesday to Friday  10-18
Saturday           10-20
Sunday             10-18
END
at 2024-03-04T09:10
git add .
git commit --quiet -m 'Write down prices and hours'

as Learner
sed 's/adults             9/adults            12/
s/children           4/children           6/' prices.txt > prices.new
mv prices.new prices.txt
at 2024-03-05T11:00
git commit --quiet -a -m 'Raise the prices'

git switch --quiet --create night-tours
printf 'Every first Friday, by lamplight, at nine.\n' > tours.txt
git add tours.txt
at 2024-03-05T14:00
git commit --quiet -m 'Offer night tours'
printf '  night tour        18\n' >> prices.txt
at 2024-03-05T14:30
git commit --quiet -a -m 'Name the price of a night tour'

git switch --quiet main
as Colleague
printf 'Public holidays    12-18\n' >> hours.txt
at 2024-03-06T08:30
git commit --quiet -a -m 'Open on public holidays'

as Learner
at 2024-03-06T10:00
git merge --quiet --no-ff -m "Merge branch 'night-tours'" night-tours
git branch --quiet -d night-tours

as Colleague
sed 's/^  ten or more        7 each$/  ten or more        7 each\
  school class      40/' prices.txt > prices.new
mv prices.new prices.txt
at 2024-03-07T09:00
git commit --quiet -a -m 'Add the price for schools'
git update-ref refs/remotes/origin/main main
as Learner
