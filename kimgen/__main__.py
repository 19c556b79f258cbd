"""`python -m kimgen`"""

from kimgen.cli import main

if __name__ == "__main__":
    main()
