"""Who may work when: people, contracts, wishes, absences, and the files that say so."""
