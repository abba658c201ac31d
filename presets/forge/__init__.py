"""What the games of this folder are made with: art, sound, fonts, and Unity's file formats.

A preset's ``recipe.py`` draws, composes and lays out with these; ``make.py`` beside this folder
runs it. Nothing here goes into a user's project. It needs numpy, Pillow, fonttools and soundfile.
"""
