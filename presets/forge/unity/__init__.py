"""Unity's files as text: scenes, prefabs, assets and the ``.meta`` beside each.

Fields are those that 2022.3 and 6000 both read. What is left out keeps the editor's default and is
added when a file is saved there.
"""
