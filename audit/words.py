"""Choices that are shown to people as a word with a symbol and a colour."""

from django.db import models


class Word(models.TextChoices):
    """A stored value, its colour and symbol, and its label.

    Write `NAME = "stored-value", "colour", "symbol", "Label"`. The colour is one of grey, blue,
    green, amber and red; the symbol differs in silhouette, so that print and colour-blind
    readers lose nothing (WCAG 2.2, 1.4.1).
    """

    def __new__(cls, value, colour, symbol):
        word = str.__new__(cls, value)
        word._value_ = value
        word.colour = colour
        word.symbol = symbol
        return word
