"""The parts of draw-sample-pictures.py: a small illustrator on top of Pillow."""
