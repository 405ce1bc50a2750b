# Picked by hand, and one of the three forgotten.
git switch --quiet holidays
old=$(git rev-parse HEAD)
git reset --quiet --hard main
git cherry-pick "$old~2" "$old" >/dev/null 2>&1 || { git checkout --quiet --theirs . ; git add . ; git -c core.editor=true cherry-pick --continue >/dev/null; }
