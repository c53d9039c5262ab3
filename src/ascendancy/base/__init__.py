"""The base area: besieged units that must cover four duties, and the force they feed."""
