-- One row per estimate of how far shares of fatal accidents scatter (there is exactly one).
select alike
from fatal_share
