"""Exact answers that particle filters are held against: Kalman filter and smoother, forward–backward."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class LinearGaussian(NamedTuple):
    """x₀ ~ N(0, s₀²), x_t = a x_{t−1} + N(0, q²), y_t = x_t + N(0, r²); missing y are nan."""

    a: float = 0.9
    q: float = 0.5
    r: float = 0.7
    s0: float = 1.0


def kalman(model, y, until=None):
    """Filtered means, log evidence by month, and smoothed means given months up to ``until``."""
    months = len(y)
    mean, var, evidence = np.zeros(months), np.zeros(months), np.zeros(months)
    ahead, ahead_var = np.zeros(months), np.zeros(months)
    m, v = 0.0, model.s0**2
    for t in range(months):
        if t:
            m, v = model.a * m, model.a**2 * v + model.q**2
        ahead[t], ahead_var[t] = m, v
        if np.isfinite(y[t]):
            s = v + model.r**2
            evidence[t] = -0.5 * (np.log(2 * np.pi * s) + (y[t] - m) ** 2 / s)
            m, v = m + v / s * (y[t] - m), v * model.r**2 / s
        mean[t], var[t] = m, v
    last = months - 1 if until is None else until
    smooth = mean.copy()
    for t in range(last - 1, -1, -1):
        gain = var[t] * model.a / ahead_var[t + 1]
        smooth[t] = mean[t] + gain * (smooth[t + 1] - ahead[t + 1])
    return mean, evidence, smooth


def forward_backward(start, move, likelihood):
    """Filtered and smoothed chances (T, K), and log evidence."""
    months, states = likelihood.shape
    filtered, evidence = np.zeros((months, states)), 0.0
    ahead = start
    for t in range(months):
        joint = ahead * likelihood[t]
        evidence += np.log(joint.sum())
        filtered[t] = joint / joint.sum()
        ahead = filtered[t] @ move
    smoothed = filtered.copy()
    back = np.ones(states)
    for t in range(months - 2, -1, -1):
        back = move @ (likelihood[t + 1] * back)
        back /= back.sum()
        smoothed[t] = filtered[t] * back / (filtered[t] * back).sum()
    return filtered, smoothed, evidence
