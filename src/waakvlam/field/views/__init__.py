"""The app's page, its talk with the server, phones, and two versions of one visit."""
