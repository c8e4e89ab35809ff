"""Scores rows of numbers (JSON on standard input) by how far they lie out; higher is further."""

import json
import sys

import numpy
from sklearn.ensemble import IsolationForest
from sklearn.neural_network import MLPRegressor
from sklearn.preprocessing import StandardScaler

rows = numpy.array(json.load(sys.stdin), dtype=float)
scaled = StandardScaler().fit_transform(rows)
if sys.argv[1] == "isolation-forest":
    forest = IsolationForest(n_estimators=200, random_state=0).fit(rows)
    scores = -forest.score_samples(rows)
else:
    coder = MLPRegressor(hidden_layer_sizes=(32, 8, 32), max_iter=60, random_state=0)
    coder.fit(scaled, scaled)
    scores = ((coder.predict(scaled) - scaled) ** 2).mean(axis=1)
json.dump(scores.tolist(), sys.stdout)
