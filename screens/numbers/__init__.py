"""The numbers: key figures, forecast, learning, what control brings, delegation, targets; a page each."""
