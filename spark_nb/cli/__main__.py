from spark_nb.cli.main import main

raise SystemExit(main())
