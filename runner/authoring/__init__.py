"""What an author of exercises uses: ``verify`` proves an exercise, ``new`` begins one."""
