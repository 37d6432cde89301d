"""Logboek Dataverwerkingen over OTLP/HTTP: spans with exactly the ids and times of our lines.

Source: Logius, Logboek Dataverwerkingen (fields in access/models/logs.py); OpenTelemetry Protocol 1.x.
"""
