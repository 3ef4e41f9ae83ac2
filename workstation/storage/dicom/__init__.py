"""DICOM files in: scan folders, read series into volumes with a geometry from their tags, take out who the patient is.

Importing this package loads pydicom; who starts fast imports it inside functions.
"""
