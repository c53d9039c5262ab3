"""The coarse month written a second time, in NumPy over all cells at once, from the equations alone."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from ascendancy.society.layout import Aggregate, Cell, Fixed, Pressure
from ascendancy.society.parameters import S

LINE = -1 + np.arange(7) / 3
K = np.arange(16)


def by_place(fixed, weights, values):
    """Weighted mean of values over each cell's place; 0 where the weights are."""
    place = fixed[:, Fixed.PLACE].astype(int)
    top, bottom = np.bincount(place, weights * values), np.bincount(place, weights)
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)[place]


def walk(shares, up, down):
    """Ehrenfest's urn along the last axis: up at (1 − k/K) up, down at (k/K) down."""
    top = shares.shape[-1] - 1
    k = np.arange(top + 1)
    rising, falling = shares * up * (1 - k / top), shares * down * (k / top)
    out = shares - rising - falling
    out[..., 1:] += rising[..., :-1]
    out[..., :-1] += falling[..., 1:]
    return out


def distinction(weights, time, skills, first):
    """Distinction between the cells in ``first`` and the others."""
    if not weights[first].sum() or not weights[~first].sum():
        return 0.0
    spread = [(weights[g, None] * time[g]).sum(0) for g in (first, ~first)]
    known = [np.einsum("c,cdk->dk", weights[g], skills[g]) / weights[g].sum() for g in (first, ~first)]
    duties = 0.5 * np.abs(spread[0] / spread[0].sum() - spread[1] / spread[1].sum()).sum()
    return 0.5 * duties + 0.5 * (0.5 * np.abs(known[0] - known[1]).sum(axis=1)).mean()


def month(cells, fixed, pressure, θ):
    """New cells and aggregates; nothing is changed in place."""
    n = cells[:, Cell.PERSONS].copy()
    group = fixed[:, Fixed.GROUP].astype(int)
    silent, shown = (cells[:, c : c + 7] for c in (Cell.SILENT, Cell.EXPRESSED))
    own, enrolled = shown.sum(1), cells[:, Cell.ENROLLED]
    before = own * enrolled
    official = group == 3
    zeal = np.average(own[official], weights=n[official]) if n[official].sum() else 0.0
    zeal *= pressure[Pressure.MOBILISATION + 3]

    # opinion
    place, nation = by_place(fixed, n, own), (n * own).sum() / n.sum()
    b, f = θ[S.SEEN_BEYOND], θ[S.SEEN_NATION]
    seen = (1 - b) * own + b * ((1 - f) * place + f * nation)
    q = pressure[Pressure.MOBILISATION : Pressure.MOBILISATION + 6][group]
    c = θ[S.LINE_RETURN]
    s = min(1 - c, θ[S.STUDY_RATE] * pressure[Pressure.STUDY])
    p, home = pressure[Pressure.PROGRAMME], θ[S.PRIVATE_LINE]
    up, down = c * (1 + home) / 2 + s * (1 + p) / 2, c * (1 - home) / 2 + s * (1 - p) / 2
    silent, shown = (walk(x, up, down) for x in (silent, shown))
    drive = θ[S.WEIGHT_VISIBLE] * seen[:, None] + θ[S.WEIGHT_PRESSURE] * q[:, None] + θ[S.WEIGHT_LINE] * LINE
    above = drive - fixed[:, Fixed.THRESHOLD_MEAN, None] - θ[S.THRESHOLD_SHIFT]
    nodes, weights = np.polynomial.legendre.leggauss(60)  # the mean over a uniform noise, by quadrature
    noise = np.sqrt(3) * θ[S.THRESHOLD_NOISE] * nodes
    chance = ndtr((above[..., None] + noise) / fixed[:, Fixed.THRESHOLD_SD, None, None]) @ weights / 2
    express = θ[S.REVISIT] * chance
    hush = θ[S.REVISIT] - express
    silent, shown = silent * (1 - express) + hush * shown, shown * (1 - hush) + express * silent
    join = np.minimum(1, θ[S.MOBILISE_RATE] * q)
    leave = np.minimum(1 - join, θ[S.DEMOBILISE_RATE] * (1 - q))
    enrolled = enrolled * (1 - join - leave) + join
    mobilised = enrolled * shown.sum(1)

    # struggle
    struck = cells[:, Cell.STRUGGLED]
    officials_struck = by_place(fixed, n * official, struck)
    standing = θ[S.AUTHORITY_SHIELD] * pressure[Pressure.AUTHORITY] * (1 - officials_struck)
    blow = pressure[Pressure.STRUGGLE : Pressure.STRUGGLE + 6][group]
    rate = np.minimum(1, θ[S.STRUGGLE_RATE] * blow * by_place(fixed, n, before) * (1 - standing))
    struck = struck + rate * (1 - struck) - min(1, θ[S.STRUGGLE_END]) * struck

    # labour
    a = np.minimum(1, θ[S.SEND_RATE] * pressure[Pressure.TEMPERING : Pressure.TEMPERING + 6][group])
    back = min(1, 1 / θ[S.LABOUR_TERM])
    at_home = cells[:, Cell.HOME : Cell.HOME + 64].reshape(-1, 4, 16)
    away = cells[:, Cell.AWAY : Cell.AWAY + 64].reshape(-1, 4, 16)
    go = a[:, None, None]
    at_home, away = at_home * (1 - go) + back * away, away * (1 - back) + go * at_home
    sent = cells[:, Cell.SENT] * (1 - back) + a * (1 - cells[:, Cell.SENT])

    # time, output, skill
    level, works = pressure[Pressure.LEVELLING], pressure[Pressure.WORKS]
    time = (1 - level) * fixed[:, Fixed.TIME : Fixed.TIME + 4] + level / 4
    field = (1 - θ[S.LABOUR_TIME]) * time + θ[S.LABOUR_TIME] * np.eye(4)[1]
    diverted = mobilised * min(θ[S.WORKS_TIME] * works, 1 - θ[S.MEETING_TIME])
    kept = 1 - mobilised * θ[S.MEETING_TIME] - diverted
    worked = [
        (1 - struck)[:, None] * (kept[:, None] * t + diverted[:, None] * np.eye(4)[0]) for t in (time, field)
    ]
    productivity = ((1 + K) / 16) ** θ[S.SPECIALISATION]
    gain, decay = min(1, θ[S.SKILL_GAIN]), min(1, θ[S.SKILL_DECAY])
    at_home = walk(at_home, gain * worked[0][:, :, None], decay * (1 - worked[0][:, :, None]))
    away = walk(away, gain * worked[1][:, :, None], decay * (1 - worked[1][:, :, None]))
    output = worked[0] * (at_home @ productivity) + worked[1] * (away @ productivity)
    spent = worked[0] * (1 - sent)[:, None] + worked[1] * sent[:, None]

    # food
    base = cells[:, Cell.BASE : Cell.BASE + 4]
    harvest = cells[:, Cell.HARVEST] + (output[:, 1] - cells[:, Cell.HARVEST]) / 12
    margin = θ[S.FOOD_MARGIN]
    supply = margin * (n * harvest).sum() / (n * base[:, 1]).sum()
    in_country = fixed[:, Fixed.SETTING] == 1
    country, town = n[in_country].sum(), n[~in_country].sum()
    eaten = np.full(n.size, supply)
    if country and town:
        apparent = supply * (1 + θ[S.MISREPORTING] * zeal)
        claim = (1 - θ[S.TOWN_BIAS]) * apparent + θ[S.TOWN_BIAS] * max(apparent, margin)
        claim = min(claim, max(supply, 0.5 * supply * n.sum() / town))
        left = (supply * n.sum() - claim * town) / country
        eaten = np.where(in_country, left, min(claim, max(supply, margin)))
    died = n * np.minimum(0.2, θ[S.FAMINE_MORTALITY] * np.maximum(0, 1 - eaten))

    # aggregates
    out = np.zeros(18)
    skills = at_home + away
    mean = lambda x: (n * x).sum() / n.sum()  # noqa: E731
    tail_home = at_home[:, :, 8:].sum(2) / (1 - sent)[:, None]
    tail_away = np.zeros((n.size, 4))
    np.divide(away[:, :, 8:].sum(2), sent[:, None], where=sent[:, None] > 0, out=tail_away)
    out[Aggregate.PURITY] = mean(shown.sum(1))
    out[Aggregate.FALSIFICATION] = mean(shown[:, :4].sum(1))
    out[Aggregate.MOBILISED] = mean(mobilised)
    out[Aggregate.SENT_DOWN] = mean(sent)
    out[Aggregate.STRUGGLED] = mean(struck)
    out[Aggregate.ALLROUND] = mean((1 - sent) * tail_home.prod(1) + sent * tail_away.prod(1))
    out[Aggregate.DISTINCTION_TOWN_COUNTRY] = distinction(n, spent, skills, in_country)
    out[Aggregate.DISTINCTION_MENTAL_MANUAL] = distinction(n, spent, skills, fixed[:, Fixed.MENTAL] == 1)
    made, usual = (n[:, None] * output).sum(0), (n[:, None] * base).sum(0)
    out[Aggregate.OUTPUT : Aggregate.OUTPUT + 4] = made / usual
    out[Aggregate.FOOD] = mean(eaten)
    out[Aggregate.EXCESS_DEATHS] = died.sum()
    for column, g in ((14, 4), (15, 3), (16, 5)):
        out[column] = (n * sent)[group == g].sum() / n[group == g].sum() if n[group == g].sum() else 0.0
    out[Aggregate.OUTPUT_TOTAL] = made.sum() / usual.sum()

    new = cells.copy()
    new[:, Cell.PERSONS] = n * (1 + θ[S.GROWTH] + fixed[:, Fixed.GROWTH]) - died
    new[:, Cell.SENT], new[:, Cell.STRUGGLED], new[:, Cell.HARVEST] = sent, struck, harvest
    new[:, Cell.SILENT : Cell.HOME] = np.hstack([silent, shown, enrolled[:, None]])
    new[:, Cell.HOME : Cell.HOME + 64] = at_home.reshape(-1, 64)
    new[:, Cell.AWAY : Cell.AWAY + 64] = away.reshape(-1, 64)
    return new, out
