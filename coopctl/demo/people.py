"""The names behind the handles of the sample cooperative: the demonstration's private folder, never its history."""

from __future__ import annotations

NAMES = {
    "aicha": "Aïcha Benali",
    "bertrand": "Bertrand Faucher",
    "camille": "Camille Vasseur",
    "claire": "Claire Desmoulin",
    "dao": "Dao Phan",
    "elise": "Élise Marchadier",
    "fatou": "Fatou Diarra",
    "guillaume": "Guillaume Lacroix",
    "helene": "Hélène Brissaud",
    "ines": "Inès Carvalho",
    "jules": "Jules Peyrat",
    "karim": "Karim Ould",
    "loic": "Loïc Mazière",
    "lucie": "Lucie Tessier",
    "mathilde": "Mathilde Roux",
    "nadege": "Nadège Couturier",
    "noemie": "Noémie Lagarde",
    "omar": "Omar Saïdi",
    "pauline": "Pauline Vergne",
    "remi": "Rémi Auclair",
    "sarah": "Sarah Lindqvist",
    "thomas": "Thomas Gauthier",
    "viviane": "Viviane Chastang",
    "yann": "Yann Kerdoncuff",
    "zoe": "Zoé Mirambeau",
}
