powershell -NoP -NonI -W Hidden -Exec Bypass -eNco VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA
Start-Process powershell.exe -ArgumentList '-nop -enc VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA' -WindowStyle Hidden
([wmiclass]'Win32_Process').Create('powershell -enc VwByAGkAdABlAC0ASABvAHMAdAAgAGgAZQBsAGwAbwAtAGYAcgBvAG0ALQBlAHgAYQBtAHAAbABlAC4AbwByAGcA')
